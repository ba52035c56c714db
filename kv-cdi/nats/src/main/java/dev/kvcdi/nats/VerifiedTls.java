package dev.kvcdi.nats;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS to servers whose certificate is trusted, and is for the host that was configured. The NATS client does not ask for the second, without
 * which everybody who has a trusted certificate of any name could take the place of a server.
 */
final class VerifiedTls {

    /** As HTTPS checks hosts, with alternative names, addresses and wildcards. */
    private static final String CHECK_HOST = "HTTPS";

    private final UnaryOperator<String> host;
    private volatile @Nullable CertificateException refusal;

    /**
     * @param host gives the host that a certificate has to be for, of the one that the client connects to
     */
    VerifiedTls(UnaryOperator<String> host) {
        this.host = host;
    }

    /**
     * Returns what makes the connections secure.
     *
     * @param keys the application's own keys, null for none
     * @param trusted what decides which certificates are trusted
     */
    SSLContext context(KeyManager @Nullable [] keys, TrustManager[] trusted) throws GeneralSecurityException {
        TrustManager[] told = trusted.clone();
        for (int i = 0; i < told.length; i++) {
            if (told[i] instanceof X509ExtendedTrustManager manager) {
                told[i] = new RememberingTrust(manager);
            }
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, told, null);
        return new HostCheckingContext(
                new HostChecking(context, new HostCheckingSockets(context.getSocketFactory())), context);
    }

    /** Returns why the last certificate that was refused was so; the client does not tell. */
    Optional<CertificateException> refusal() {
        return Optional.ofNullable(refusal);
    }

    private static final class HostCheckingContext extends SSLContext {

        HostCheckingContext(HostChecking checking, SSLContext context) {
            super(checking, context.getProvider(), context.getProtocol());
        }
    }

    /** The client takes from it nothing but sockets. */
    private static final class HostChecking extends SSLContextSpi {

        private final SSLContext context;
        private final SSLSocketFactory sockets;

        HostChecking(SSLContext context, SSLSocketFactory sockets) {
            this.context = context;
            this.sockets = sockets;
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys, TrustManager @Nullable [] trusted, @Nullable SecureRandom random) {
            throw new IllegalStateException("The context is initialized already");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return sockets;
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return context.getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            throw new UnsupportedOperationException("Only sockets check the server's host");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return engineCreateSSLEngine();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return context.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return context.getClientSessionContext();
        }
    }

    private final class HostCheckingSockets extends SSLSocketFactory {

        private final SSLSocketFactory sockets;

        HostCheckingSockets(SSLSocketFactory sockets) {
            this.sockets = sockets;
        }

        private Socket checking(Socket socket) {
            SSLSocket secure = (SSLSocket) socket;
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm(CHECK_HOST);
            secure.setSSLParameters(parameters);
            return secure;
        }

        @Override
        public Socket createSocket(Socket connected, String address, int port, boolean autoClose) throws IOException {
            return checking(sockets.createSocket(connected, host.apply(address), port, autoClose));
        }

        @Override
        public Socket createSocket(String address, int port) throws IOException {
            return checking(sockets.createSocket(address, port));
        }

        @Override
        public Socket createSocket(String address, int port, InetAddress local, int localPort) throws IOException {
            return checking(sockets.createSocket(address, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress address, int port) throws IOException {
            return checking(sockets.createSocket(address, port));
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) throws IOException {
            return checking(sockets.createSocket(address, port, local, localPort));
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return sockets.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return sockets.getSupportedCipherSuites();
        }
    }

    /** Decides as another one does, the check of the host included, and keeps why a server was refused. */
    private final class RememberingTrust extends X509ExtendedTrustManager {

        private final X509ExtendedTrustManager manager;

        RememberingTrust(X509ExtendedTrustManager manager) {
            this.manager = manager;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            try {
                manager.checkServerTrusted(chain, type, socket);
            } catch (CertificateException e) {
                refusal = e;
                throw e;
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            manager.checkServerTrusted(chain, type, engine);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            manager.checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            manager.checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            manager.checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            manager.checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return manager.getAcceptedIssuers();
        }
    }
}
