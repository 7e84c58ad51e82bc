package io.xianghub.legacy;

/** What a route may begin with, {@code legacy:<connection>/<source>}; how it is taken depends on its kind. */
public sealed interface Source permits FileSource, PolledRows, FrameSource {}
