def photograph = new java.awt.image.BufferedImage(60, 48, java.awt.image.BufferedImage.TYPE_INT_RGB)
(0..<60).each { x -> (0..<48).each { y -> photograph.setRGB(x, y, (x * 4 << 16) | (y * 5 << 8) | (x * y & 255)) } }
javax.imageio.ImageIO.write(photograph, 'png', new File(basedir, 'photograph.png'))

// What the page tells users to write, with the parameters and the size of this network.
def page = new File(networks, '../../../docs/djl-networks.md').text
def network = page.split(' ```yaml\n')[1].split('\n   ```')[0].stripIndent()
        .replace('model/shop-0000.params', 'shop.params')
        .replace('size: 64', 'size: 32')
def spec = new File(basedir, 'featviz.yml')
spec.text = spec.text.replace('NETWORK', network)

// Results of earlier runs of these tests would be reused, whatever the code that is tested does now.
new File(cache, 'store').deleteDir()
return true
