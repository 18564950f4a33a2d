import com.sun.net.httpserver.HttpServer
import java.security.MessageDigest

def archive = new File(networks, 'tiny.pt').bytes
def sha1 = MessageDigest.getInstance('SHA-1').digest(archive).encodeHex().toString()
def metadata = """{"metadataVersion": "0.2", "groupId": "ai.djl.pytorch", "artifactId": "resnet", "artifacts": [
  {"version": "0.0.1", "name": "traced_resnet18", "files": {"model": {
    "uri": "0.0.1/traced_resnet18.pt", "sha1Hash": "${sha1}", "size": ${archive.length}}}}]}"""

// A zoo of one network; the port, and so the zoo, is a new one each time.
def place = '/model/cv/image_classification/ai/djl/pytorch/resnet/'
def files = [(place + 'metadata.json'): metadata.getBytes('UTF-8'), (place + '0.0.1/traced_resnet18.pt'): archive]
def server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
def requests = []
server.createContext('/') { exchange ->
    requests << exchange.requestURI.path
    def file = files[exchange.requestURI.path]
    exchange.sendResponseHeaders(file ? 200 : 404, file ? file.length : -1)
    exchange.responseBody.withStream { if (file) it.write(file) }
}
server.start()
context.put('server', server)
context.put('requests', requests)

def pom = new File(basedir, 'pom.xml')
pom.text = pom.text.replace('ZOO', "http://127.0.0.1:${server.address.port}/")
// What the page tells users to write.
def page = new File(networks, '../../../docs/networks.md').text
def spec = new File(basedir, 'featviz.yml')
spec.text = spec.text.replace('NETWORK', page.split("## DJL's model zoo")[1].split('```yaml\n')[1].split('\n```')[0])
return true
