/** What went wrong, whose fault it is and what to do next: the one catalogue of problems. */
@NullMarked
package io.xianghub.shared.problem;

import org.jspecify.annotations.NullMarked;
