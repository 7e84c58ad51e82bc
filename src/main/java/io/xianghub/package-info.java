/** XiangHub, the integration hub: each direct sub-package is one module, and a module uses only floors below its own. */
@org.jspecify.annotations.NullMarked
package io.xianghub;
