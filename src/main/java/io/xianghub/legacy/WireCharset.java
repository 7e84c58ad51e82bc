package io.xianghub.legacy;

import java.nio.charset.Charset;

/**
 * The charset of a department's wire.
 *
 * @param label its name as the declaration writes it, which headers and prologs repeat: bytes of GBK say GBK, though
 *     GB18030 writes them
 */
record WireCharset(Charset charset, String label) {}
