/** What a contract demands of a call, and what differs between two versions of it for those who use it. */
@NullMarked
package io.xianghub.bundle.contract;

import org.jspecify.annotations.NullMarked;
