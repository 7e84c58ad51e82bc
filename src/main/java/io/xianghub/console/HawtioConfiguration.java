package io.xianghub.console;

import java.io.IOException;
import java.util.Map;
import org.jolokia.server.core.http.AgentServlet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** Hawtio's pages and its Jolokia agent under {@code /hawtio}; the identity module lets only operators reach them. */
@Configuration(proxyBeanMethods = false)
class HawtioConfiguration {

    @Bean
    ServletRegistrationBean<AgentServlet> jolokia() {
        ServletRegistrationBean<AgentServlet> jolokia =
                new ServletRegistrationBean<>(new AgentServlet(new DisplayOnly()), "/hawtio/jolokia/*");
        jolokia.setInitParameters(Map.of(
                "includeStackTrace", "false",
                "allowErrorDetails", "false",
                "maxObjects", "20000",
                "discoveryEnabled", "false"));
        jolokia.setLoadOnStartup(1);
        return jolokia;
    }

    @Bean
    WebMvcConfigurer hawtioPages() {
        return new WebMvcConfigurer() {
            @Override
            public void addViewControllers(ViewControllerRegistry pages) {
                pages.addRedirectViewController("/hawtio", "/hawtio/");
                pages.addViewController("/hawtio/").setViewName("forward:/hawtio/index.html");
            }

            @Override
            public void addResourceHandlers(ResourceHandlerRegistry resources) {
                resources
                        .addResourceHandler("/hawtio/**")
                        .addResourceLocations("classpath:/hawtio-static/")
                        .resourceChain(false)
                        .addResolver(new IndexForDeepLinks());
            }
        };
    }

    /** A path inside Hawtio without a file's ending is a page that its scripts draw. */
    private static final class IndexForDeepLinks extends PathResourceResolver {

        @Override
        protected @Nullable Resource getResource(String path, Resource location) throws IOException {
            Resource file = super.getResource(path, location);
            if (file != null || path.substring(path.lastIndexOf('/') + 1).contains(".")) {
                return file;
            }
            return new ClassPathResource("hawtio-static/index.html");
        }
    }
}
