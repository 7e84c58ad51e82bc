/** The dialect seam and the migrations that every module's tables come from. */
@NullMarked
package io.xianghub.shared.database;

import org.jspecify.annotations.NullMarked;
