package dev.kvcdi.sample.access;

import java.util.ArrayList;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Takes the need of a token out of the description of an application that asks for none, so that clients and user interfaces which read
 * it do not ask their users either. Named by {@code mp.openapi.filter}; loaded only by servers with MicroProfile OpenAPI.
 */
public class DescribedAccess implements OASFilter {

    private final boolean on = Protection.configured(Settings.ofTheServer());

    @Override
    public void filterOpenAPI(OpenAPI description) {
        if (!on) {
            // Not null, which Payara 6 answers with 500.
            description.setSecurity(new ArrayList<>());
        }
    }
}
