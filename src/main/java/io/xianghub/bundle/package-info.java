/**
 * Route bundles: reading, checking, deploying, swapping, draining. The only owner of CamelContexts.
 *
 * <p>Here lies what a bundle is, and what it offers to other modules. Its sub-packages, each using only those above it:
 *
 * <pre>
 * files         its files, from a folder or a zip (these alone lie below this package)
 * border        what leaves a version, and tapes of it
 * route         what its routes may contain
 * declaration   bundle.yaml and openapi.yaml, read
 * observation   its log and traces
 * signature     who signed it
 * contract      what two versions differ in for those who use them
 * plan          what a deployment would change, and for whom
 * lineage       where what it answers and causes comes from
 * camel         contexts, and below it: exchange, what is kept of an input on its way; budget, what it may take;
 *               endpoint, what routes reach
 * active        the versions that answer, and those beside them
 * sample        samples and cases, run
 * check         whether all of it is right
 * store         versions and receipts in the database
 * deployment    how a change comes about
 * web           all of it over HTTP
 * </pre>
 */
@ApplicationModule(
        displayName = "Bundle",
        allowedDependencies = {"shared", "vault", "catalogue", "lease", "mapping", "legacy", "record"})
@NullMarked
package io.xianghub.bundle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
