import groovy.transform.CompileStatic
import java.awt.image.BufferedImage
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.channels.FileChannel
import java.nio.file.Path
import java.nio.file.StandardOpenOption
import java.security.DigestInputStream
import java.security.MessageDigest
import javax.imageio.ImageIO

/** Pickles of protocol 2, as Python 2 and PyTorch 0.3 wrote them for torchvision. */
@CompileStatic
class Pickle {
    final ByteArrayOutputStream out = new ByteArrayOutputStream()

    Pickle() { code(0x80, 2) }

    byte[] done() {
        code((int) ('.' as char))
        return out.toByteArray()
    }

    Pickle code(int... codes) {
        codes.each { int it -> out.write(it) }
        return this
    }

    Pickle op(String ops) {
        out.write(ops.getBytes('ISO-8859-1'))
        return this
    }

    Pickle number(long value) { op('\u008a\u0008').little(8, value) }

    Pickle text(String value) { op('U').code(value.length()).op(value) }

    Pickle name(String module, String name) { op('c' + module + '\n' + name + '\n') }

    Pickle tuple(List<Integer> values) {
        op('(')
        values.each { Integer it -> number(it) }
        return op('t')
    }

    private Pickle little(int count, long value) {
        out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array(), 0, count)
        return this
    }
}

/** A state dict in the format of PyTorch before 1.6, whose linear layers are holes in the file. */
@CompileStatic
class LegacyStateDict {
    private static final byte[] MAGIC = 'l\u00fc\u009cF\u00f9 j\u00a8P\u0019'.getBytes('ISO-8859-1')

    static void write(Path file, Map<String, List<Integer>> shapes) {
        ByteArrayOutputStream head = new ByteArrayOutputStream()
        head.write(new Pickle().op('\u008a\n').op(new String(MAGIC, 'ISO-8859-1')).done())
        head.write(new Pickle().number(1001).done())
        head.write(new Pickle().op('}').text('little_endian').op('\u0088s').done())
        head.write(objects(shapes))
        Pickle keys = new Pickle().op('](')
        shapes.keySet().each { String it -> keys.text(it) }
        head.write(keys.op('e').done())
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)
        try {
            channel.write(ByteBuffer.wrap(head.toByteArray()))
            shapes.each { String name, List<Integer> shape -> storage(channel, name, shape) }
        } finally {
            channel.close()
        }
    }

    private static byte[] objects(Map<String, List<Integer>> shapes) {
        Pickle pickle = new Pickle().name('collections', 'OrderedDict').op(')R(')
        shapes.each { String name, List<Integer> shape ->
            pickle.text(name).name('torch._utils', '_rebuild_tensor')
            pickle.op('((').text('storage').name('torch', 'FloatStorage').text(name).text('cpu').number(count(shape)).op('NtQ')
            pickle.number(0).tuple(shape).tuple(strides(shape)).op('tR')
        }
        return pickle.op('u').done()
    }

    private static void storage(FileChannel channel, String name, List<Integer> shape) {
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN)
        channel.write(length.putLong(0, count(shape)))
        long end = channel.position() + 4L * count(shape)
        if (shape.size() == 4) {
            noise(channel, end, Math.sqrt(2.0d / (shape[1] * 9)))
        } else if (name.endsWith('running_var') || name.startsWith('features') && name.endsWith('weight')) {
            ByteBuffer ones = ByteBuffer.allocate(4 * count(shape)).order(ByteOrder.LITTLE_ENDIAN)
            count(shape).times { ones.putFloat(1f) }
            channel.write(ones.flip())
        }
        // What is skipped is zero; a last byte makes the file as long as it must be.
        channel.position(end - 1)
        if (channel.size() < end) {
            channel.write(ByteBuffer.allocate(1))
        }
        channel.position(end)
    }

    /** One block of noise again and again. Its length is prime, so that no two filters are the same. */
    private static void noise(FileChannel channel, long end, double spread) {
        Random random = new Random(1)
        ByteBuffer block = ByteBuffer.allocate(4 * 65521).order(ByteOrder.LITTLE_ENDIAN)
        while (block.hasRemaining()) {
            block.putFloat((float) (spread * random.nextGaussian()))
        }
        while (channel.position() < end) {
            block.position(0).limit((int) Math.min((long) block.capacity(), end - channel.position()))
            channel.write(block)
        }
    }

    private static int count(List<Integer> shape) {
        int product = 1
        shape.each { Integer it -> product *= it }
        return product
    }

    private static List<Integer> strides(List<Integer> shape) {
        List<Integer> strides = []
        int stride = 1
        shape.reverse().each { Integer it ->
            strides.add(0, stride)
            stride *= it
        }
        return strides
    }
}

// The names and shapes of torchvision's published file.
def shapes = [:]
int place = 0
int from = 3
[64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512].each { width ->
    if (width == 0) {
        place++
        return
    }
    shapes["features.${place}.weight".toString()] = [width, from, 3, 3]
    shapes["features.${place}.bias".toString()] = [width]
    ['weight', 'bias', 'running_mean', 'running_var'].each { shapes["features.${place + 1}.${it}".toString()] = [width] }
    place += 3
    from = width
}
[[0, 4096, 25088], [3, 4096, 4096], [6, 1000, 4096]].each { number, out, into ->
    shapes["classifier.${number}.weight".toString()] = [out, into]
    shapes["classifier.${number}.bias".toString()] = [out]
}
def weights = new File(basedir, 'vgg16_bn.pth')
LegacyStateDict.write(weights.toPath(), shapes)

def sha256 = MessageDigest.getInstance('SHA-256')
new DigestInputStream(weights.newInputStream(), sha256).withStream { it.transferTo(OutputStream.nullOutputStream()) }

// The very text that the page tells users to copy. Only the address is another, and the pictures are small.
def page = new File(networks, '../../../docs/vgg16-bn.md').text
def yaml = page.split('```yaml\n')[1].split('\n```')[0]
def changed = yaml
        .replaceFirst(/url: https:\S+/, "url: ${weights.toURI()}")
        .replaceFirst(/sha256: .*/, "sha256: ${sha256.digest().encodeHex()}")
        .replaceFirst(/input: imagenet/, 'input: {preset: imagenet, size: 32}')
        .replace('{name: article}', '{name: article, size: 32, upscales: 1, steps: 2}')
        .replaceAll(/upscales: 0, size: (\d+)/) { whole, size -> "upscales: 0, steps: 2, size: ${size.toInteger().intdiv(8)}" }
new File(basedir, 'featviz.yml').text = changed

(changed =~ /image: ([^,]+),/).collect { it[1] }.eachWithIndex { path, number ->
    def photograph = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB)
    (0..<48).each { x -> (0..<48).each { y -> photograph.setRGB(x, y, (x * 5 << 16) | (y * 5 << 8) | (x * (number + 1) * y & 255)) } }
    def file = new File(basedir, path)
    file.parentFile.mkdirs()
    ImageIO.write(photograph, path.replaceFirst(/.*\./, ''), file)
}
return true
