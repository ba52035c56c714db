package dev.kvcdi.dynamodb.server;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The program of the server's JVM: DynamoDB Local on the loopback interface, until its standard input ends. */
final class LoopbackServer {

    private LoopbackServer() {}

    /**
     * Runs it.
     *
     * @param arguments the folder for its port file, the port to listen on or 0 for a free one, and DynamoDB Local's own options
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<String> options = new ArrayList<>(List.of("-disableTelemetry", "-port", "8000"));
        options.addAll(Arrays.asList(arguments).subList(2, arguments.length));
        DynamoDBProxyServer local = ServerRunner.createServerFromCommandLineArgs(options.toArray(String[]::new));
        ServerConnector connector = connector(local);
        // It has no option for the interface, and would listen on all of them.
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setPort(Integer.parseInt(arguments[1]));
        local.start();
        Path written = Files.writeString(folder.resolve("port.new"), Integer.toString(connector.getLocalPort()));
        Files.move(written, folder.resolve(DynamoDbLocal.PORT_FILE), StandardCopyOption.ATOMIC_MOVE);
        // The input ends when the JVM that started this one does, however that ends, and its folder is nobody's then.
        System.in.transferTo(OutputStream.nullOutputStream());
        DynamoDbLocal.delete(folder);
        Runtime.getRuntime().halt(0);
    }

    private static ServerConnector connector(DynamoDBProxyServer local) throws ReflectiveOperationException {
        Field field = DynamoDBProxyServer.class.getDeclaredField("server");
        field.setAccessible(true);
        Server server = (Server) field.get(local);
        if (server.getConnectors().length == 1 && server.getConnectors()[0] instanceof ServerConnector only) {
            return only;
        }
        throw new IllegalStateException("This DynamoDB Local does not have the one connector that was expected");
    }
}
