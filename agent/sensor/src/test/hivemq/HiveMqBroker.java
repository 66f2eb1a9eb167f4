import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import java.nio.file.Path;

/** HiveMQ CE for tests, run from source: argument is a folder with config.xml; the user "stranger" is refused. */
final class HiveMqBroker {
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        EmbeddedExtension logins = EmbeddedExtension.builder()
                .withId("logins")
                .withName("Logins")
                .withVersion("1")
                .withPriority(0)
                .withStartPriority(1000)
                .withExtensionMain(new Logins())
                .build();
        EmbeddedHiveMQ.builder()
                .withConfigurationFolder(folder)
                .withDataFolder(folder.resolve("data"))
                .withExtensionsFolder(folder.resolve("extensions"))
                .withEmbeddedExtension(logins)
                .build()
                .start()
                .join();
    }

    private static final class Logins implements ExtensionMain {
        @Override
        public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
            SimpleAuthenticator authenticator = (in, out) -> {
                if ("stranger".equals(in.getConnectPacket().getUserName().orElse(""))) {
                    out.failAuthentication();
                } else {
                    out.authenticateSuccessfully();
                }
            };
            Services.securityRegistry().setAuthenticatorProvider(provider -> authenticator);
        }

        @Override
        public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {}
    }
}
