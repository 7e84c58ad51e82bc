/** How problems, pages and actors look over HTTP. */
@NullMarked
package io.xianghub.shared.web;

import org.jspecify.annotations.NullMarked;
