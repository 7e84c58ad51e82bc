/**
 * The files of a bundle: which paths they may have, and how a version is read from a folder or a zip without believing
 * either.
 */
@NamedInterface("files")
@NullMarked
package io.xianghub.bundle.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
