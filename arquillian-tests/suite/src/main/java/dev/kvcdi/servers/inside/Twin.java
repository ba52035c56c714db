package dev.kvcdi.servers.inside;

import dev.kvcdi.cdi.KVExtension;

/** Stands for the extension of a second copy of the library. */
public class Twin extends KVExtension {}
