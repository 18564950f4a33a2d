new File(basedir, 'grey.pt').bytes = new File(networks, '../../test/networks/grey.pt').bytes

def photograph = new java.awt.image.BufferedImage(40, 48, java.awt.image.BufferedImage.TYPE_BYTE_GRAY)
(0..<40).each { x -> (0..<48).each { y -> photograph.raster.setSample(x, y, 0, x * y & 255) } }
javax.imageio.ImageIO.write(photograph, 'png', new File(basedir, 'photograph.png'))
return true
