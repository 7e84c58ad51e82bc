/** Validated numbers of people, companies and departments. */
@NullMarked
package io.xianghub.shared.identity;

import org.jspecify.annotations.NullMarked;
