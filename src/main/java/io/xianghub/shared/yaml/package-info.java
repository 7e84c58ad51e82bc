/** YAML that remembers where each value stands, so that a finding can name file, line and column. */
@NullMarked
package io.xianghub.shared.yaml;

import org.jspecify.annotations.NullMarked;
