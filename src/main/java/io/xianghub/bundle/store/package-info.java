/** What the database keeps of bundles: their versions, which of them answer or stand beside, the receipts of all changes. */
@NullMarked
package io.xianghub.bundle.store;

import org.jspecify.annotations.NullMarked;
