package io.xianghub.console;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What Hawtio's pages ask their server: who is logged in, which plugins there are beside its own, and to be logged out. */
@RestController
@RequestMapping("/hawtio")
class HawtioEndpoint {

    @GetMapping(value = "/user", produces = "application/json")
    String user(Principal principal) {
        return "\"" + principal.getName() + "\"";
    }

    @GetMapping(value = "/plugin", produces = "application/json")
    List<String> plugins() {
        return List.of();
    }

    @GetMapping("/auth/logout")
    ResponseEntity<Void> logout(HttpServletRequest request) throws ServletException {
        request.logout();
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/login?logout"))
                .build();
    }
}
