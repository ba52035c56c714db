package dev.kvcdi.sample;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/**
 * The REST application. It takes every path of the WAR, so that every answer, also to a mistyped address, is its own. Servers verify
 * the tokens that are sent to it once MicroProfile JWT is configured, and Payara only when this is a bean.
 */
@ApplicationPath("/")
@LoginConfig(authMethod = "MP-JWT")
@Dependent
public class SampleApplication extends Application {}
