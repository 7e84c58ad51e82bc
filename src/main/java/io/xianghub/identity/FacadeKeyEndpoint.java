package io.xianghub.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.xianghub.shared.Actor;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.identity.Uscc;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.signing.Authentication;
import io.xianghub.shared.signing.SigningScheme;
import io.xianghub.shared.signing.VoucherSeal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/facade-keys}: an administrator lets a department's system sign legacy-shaped calls. */
@RestController
@RequestMapping("/api/v1/facade-keys")
class FacadeKeyEndpoint {

    private final FacadeKeys keys;

    FacadeKeyEndpoint(FacadeKeys keys) {
        this.keys = keys;
    }

    private static final int LONGEST = 4_000;

    /**
     * @param name as the system names itself in its signature; of a certificate its serial number, which need not be said
     * @param scheme the only scheme it may sign by, {@code own} for one written out in a bundle; any when absent
     * @param publicKey of SM2 or RSA, where the system signs with a key pair; its certificate where it signs vouchers
     */
    record Wanted(
            @Nullable String name, @Nullable String department, @Nullable String scheme, @Nullable String publicKey) {}

    /** @param secret shown this once; absent where there is a public key */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Created(String name, @Nullable String secret) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Created add(Actor actor, @RequestBody Wanted wanted) {
        actor.require(Role.ADMINISTRATOR);
        String publicKey = wanted.publicKey();
        boolean vouchers = VoucherSeal.STYLE.equals(wanted.scheme());
        String serial = publicKey == null ? "" : VoucherSeal.serial(publicKey).orElse("");
        String name = Objects.requireNonNullElse(wanted.name(), vouchers ? serial : "");
        String department = Objects.requireNonNullElse(wanted.department(), "");
        List<Violation> wrong = new ArrayList<>();
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            wrong.add(
                    new Violation("name", Text.of("应为字母、数字、点、下划线和 -", "Should be letters, digits, '.', '_' and '-'")));
        }
        if (!Uscc.valid(department)) {
            wrong.add(new Violation(
                    "department", Text.of("应为有效的统一社会信用代码", "Should be a valid unified social credit code")));
        }
        if (vouchers && serial.isEmpty()) {
            wrong.add(new Violation(
                    "publicKey", Text.of("应为 SM2 或 RSA 证书（PEM）", "Should be a certificate of SM2 or RSA (PEM)")));
        } else if (vouchers && !name.equals(serial)) {
            wrong.add(new Violation(
                    "name",
                    Text.of("应为证书序列号 %s，也可不写", "Should be the certificate's serial number %s, or absent", serial)));
        }
        if (!vouchers && publicKey != null && !SigningScheme.isPublicKey(publicKey)) {
            wrong.add(new Violation("publicKey", Text.of("应为 SM2 或 RSA 公钥", "Should be a public key of SM2 or RSA")));
        }
        if (publicKey != null && publicKey.length() > LONGEST) {
            wrong.add(new Violation("publicKey", Text.of("最长 %d 个字符", "At most %d characters", LONGEST)));
        }
        if (wanted.scheme() != null && !Authentication.isName(wanted.scheme())) {
            wrong.add(new Violation("scheme", Text.of("没有这个签名方式", "There is no such signature scheme")));
        }
        if (!wrong.isEmpty()) {
            throw Problem.of(ProblemType.INVALID_REQUEST).at(wrong);
        }
        String secret = publicKey == null ? Secrets.next() : null;
        if (!keys.add(name, new FacadeKeys.Key(department, secret, publicKey, wanted.scheme()), false)) {
            throw Problem.of(ProblemType.CONFLICT, Text.of("%s 已存在", "%s exists already", name));
        }
        return new Created(name, secret);
    }

    /** From now on nothing that this system signs is let in. */
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Actor actor, @PathVariable("name") String name) {
        actor.require(Role.ADMINISTRATOR);
        if (!keys.remove(name)) {
            throw Problem.of(ProblemType.NOT_FOUND, Text.of("没有 %s", "There is no %s", name));
        }
    }
}
