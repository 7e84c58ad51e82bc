package io.xianghub.sync;

import io.xianghub.legacy.RowSource;
import io.xianghub.shared.BundleName;

/** The tables that the active version of a bundle declares. */
@FunctionalInterface
interface Sources {

    RowSource open(BundleName bundle, String connection, String source);
}
