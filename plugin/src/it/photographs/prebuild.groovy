import java.awt.image.BufferedImage
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.util.zip.*

// tiny.pt with a first layer whose answers are known: filter 0 red, 1 green, 2 edges from dark to light, 3 light.
def weights = new float[4 * 27]
3.times { channel ->
    int middle = channel * 9 + 4
    weights[middle] = channel == 0 ? 1 : -0.5
    weights[27 + middle] = channel == 1 ? 1 : -0.5
    weights[54 + middle - 1] = -1
    weights[54 + middle + 1] = 1
    weights[81 + middle] = 1
}
def known = ByteBuffer.allocate(weights.length * 4).order(ByteOrder.LITTLE_ENDIAN)
known.asFloatBuffer().put(weights)
def tiny = new ZipFile(new File(networks, 'tiny.pt'))
new ZipOutputStream(new FileOutputStream(new File(basedir, 'known.pt'))).withCloseable { out ->
    tiny.entries().each { entry ->
        byte[] bytes = tiny.getInputStream(entry).bytes
        if (entry.name == 'tiny/data/0') bytes = known.array()
        if (entry.name == 'tiny/data/1') bytes = new byte[bytes.length]
        def sum = new CRC32()
        sum.update(bytes)
        def copy = new ZipEntry(entry.name)
        copy.method = ZipEntry.STORED
        copy.size = bytes.length
        copy.crc = sum.value
        out.putNextEntry(copy)
        out.write(bytes)
        out.closeEntry()
    }
}
tiny.close()

// Grey photographs with a patch each; one is there twice, one is none.
def photos = new File(basedir, 'photos')
new File(photos, 'bright').mkdirs()
def draw = { String name, int x, int y, int rgb ->
    def image = new BufferedImage(40, 32, BufferedImage.TYPE_INT_RGB)
    (0..<40).each { i -> (0..<32).each { j -> image.setRGB(i, j, (i - x) in 0..7 && (j - y) in 0..7 ? rgb : 0x808080) } }
    javax.imageio.ImageIO.write(image, 'png', new File(photos, name))
}
20.times { draw("plain-${it}.png", it, it, 0x707070) }
draw('bright/red.png', 18, 10, 0xff0000)
draw('bright/red-again.png', 18, 10, 0xfe0000)
draw('bright/green.png', 10, 20, 0x00ff00)
draw('white.png', 20, 12, 0xffffff)
new File(photos, 'broken.jpg').text = 'not a photograph'
new File(photos, 'notes.txt').text = 'no photograph either'
new File(basedir, 'credits.csv').text = 'file,credit,source\nbright/red.png,"A. Person, CC0",https://example.org/red\n'

// Plain ustar.
def tar = new ByteArrayOutputStream()
photos.eachFileRecurse(groovy.io.FileType.FILES) { file ->
    def header = new byte[512]
    def put = { int at, String text -> System.arraycopy(text.getBytes('UTF-8'), 0, header, at, text.length()) }
    put(0, photos.toPath().relativize(file.toPath()).toString().replace('\\', '/'))
    put(124, String.format('%011o', file.length()))
    put(156, '0')
    put(257, 'ustar')
    put(148, '        ')
    put(148, String.format('%06o', header.inject(0) { sum, b -> sum + (b & 255) }))
    header[154] = 0
    tar.write(header)
    tar.write(file.bytes)
    tar.write(new byte[(512 - file.length() % 512) % 512])
}
tar.write(new byte[1024])
new File(basedir, 'photographs.tar').bytes = tar.toByteArray()

// Results of earlier runs of these tests would be reused, whatever the code that is tested does now.
new File(cache, 'store').deleteDir()
return true
