/** What differs between two versions of a bundle for those who use it. */
@NullMarked
package io.xianghub.bundle.contract;

import org.jspecify.annotations.NullMarked;
