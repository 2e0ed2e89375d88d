package io.github.puppetha.discovery.zone.internal;

import io.github.puppetha.io.Failures;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/**
 * One TCP connection to a name server (RFC 7766), for one question after another. By TCP, so that
 * an answer is whole and nobody off the path can forge one; a socket of our own, so that it is
 * known whether a message left at all.
 */
final class Connection implements AutoCloseable {
  /**
   * What came back.
   *
   * @param message the answer to our question
   * @param trusted whether it needs no signature, or has a right one
   */
  record Answer(Message message, boolean trusted) {
    /** The error of the signature if there is one, else that of the message; 0 for none. */
    int rcode() {
      TSIGRecord tsig = message.getTSIG();
      return tsig != null && tsig.getError() != Rcode.NOERROR
          ? tsig.getError()
          : message.getRcode();
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final @Nullable TSIG tsig;

  private Connection(Socket socket, @Nullable TSIG tsig) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(socket.getOutputStream());
    this.tsig = tsig;
  }

  static Connection open(InetSocketAddress server, Duration timeout, @Nullable TSIG tsig)
      throws IOException {
    Socket socket = new Socket();
    try {
      int millis = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
      socket.connect(server, millis);
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true);
      return new Connection(socket, tsig);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends a message and waits for its answer; a failure says nothing about whether it arrived. */
  Answer ask(Message query) throws IOException {
    if (tsig != null) {
      tsig.apply(query, null);
    }
    byte[] wire = query.toWire(65_535);
    byte[] framed = new byte[wire.length + 2];
    framed[0] = (byte) (wire.length >> 8);
    framed[1] = (byte) wire.length;
    System.arraycopy(wire, 0, framed, 2, wire.length);
    out.write(framed);
    out.flush();
    byte[] reply;
    try {
      reply = new byte[in.readUnsignedShort()];
      in.readFully(reply);
    } catch (SocketTimeoutException e) {
      throw new IOException("no answer within " + socket.getSoTimeout() + " ms", e);
    } catch (EOFException e) {
      throw new IOException("it closed the connection without a whole answer", e);
    }
    Message message = parse(reply);
    if (message.getHeader().getID() != query.getHeader().getID()) {
      throw new IOException("an answer to another question came");
    }
    boolean trusted = tsig == null || tsig.verify(message, reply, query.getTSIG()) == Rcode.NOERROR;
    return new Answer(message, trusted);
  }

  /** Whatever the library makes of mangled bytes is a failure of this answer, nothing more. */
  private static Message parse(byte[] reply) throws IOException {
    try {
      return new Message(reply);
    } catch (RuntimeException e) {
      throw new IOException("its answer cannot be read: " + Failures.text(e), e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
