import com.sun.net.httpserver.HttpServer
import java.security.MessageDigest

def archive = new File(networks, 'tiny.pt').bytes
def digest = MessageDigest.getInstance('SHA-256').digest(archive).encodeHex().toString()
// Whatever an earlier run has downloaded would be used again.
new File(new File(cache, 'networks'), digest).delete()

def server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
def requests = []
server.createContext('/tiny.pt') { exchange ->
    requests << exchange.requestURI.path
    exchange.sendResponseHeaders(200, archive.length)
    exchange.responseBody.withStream { it.write(archive) }
}
server.start()
context.put('server', server)
context.put('requests', requests)

// What the page tells users to write, with this server's address.
def page = new File(networks, '../../../docs/networks.md').text
def network = page.split('## A file on the web')[1].split('```yaml\n')[1].split('\n```')[0]
        .replaceFirst(/url: \S+/, "url: http://127.0.0.1:${server.address.port}/tiny.pt")
        .replaceFirst(/sha256: \S+/, "sha256: ${digest}")
def spec = new File(basedir, 'featviz.yml')
spec.text = spec.text.replace('NETWORK', network)
return true
