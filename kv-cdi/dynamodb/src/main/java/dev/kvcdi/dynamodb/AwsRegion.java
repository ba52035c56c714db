package dev.kvcdi.dynamodb;

import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/** The region that the environment names. */
final class AwsRegion {

    private AwsRegion() {}

    /**
     * Looks where AWS tools look.
     *
     * @param everywhere whether to ask the machine that this is, which takes a while where it is none of Amazon's
     */
    static Optional<String> find(boolean everywhere) {
        AwsRegionProvider chain = everywhere
                ? new DefaultAwsRegionProviderChain()
                : new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider());
        try {
            return Optional.ofNullable(chain.getRegion()).map(Region::id);
        } catch (SdkClientException e) {
            // The chain's way to say that nothing names one.
            return Optional.empty();
        }
    }
}
