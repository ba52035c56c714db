package dev.kvcdi.sample;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST application. It takes every path of the WAR, so that every answer, also to a mistyped address, is its own. */
@ApplicationPath("/")
public class SampleApplication extends Application {}
