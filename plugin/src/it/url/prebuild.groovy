import com.sun.net.httpserver.HttpServer
import java.security.MessageDigest

def network = new File(networks, 'tiny.pt').bytes
def digest = MessageDigest.getInstance('SHA-256').digest(network).encodeHex().toString()
// Whatever an earlier run has downloaded would be used again.
new File(new File(cache, 'networks'), digest).delete()

def server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
def requests = []
server.createContext('/tiny.pt') { exchange ->
    requests << exchange.requestURI.path
    exchange.sendResponseHeaders(200, network.length)
    exchange.responseBody.withStream { it.write(network) }
}
server.start()
context.put('server', server)
context.put('requests', requests)

def spec = new File(basedir, 'featviz.yml')
spec.text = spec.text.replace('PORT', String.valueOf(server.address.port)).replace('DIGEST', digest)
return true
