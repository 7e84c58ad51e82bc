/** The national algorithms SM2, SM3 and SM4 as departments' systems use them, in every form that they are written in. */
@NullMarked
package io.xianghub.shared.shangmi;

import org.jspecify.annotations.NullMarked;
