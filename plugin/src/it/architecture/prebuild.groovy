import groovy.json.JsonOutput
import java.nio.ByteBuffer
import java.nio.ByteOrder

// Random weights under torchvision's names, for five classes, as safetensors writes them.
def shapes = ['features.0.weight': [64, 3, 3, 3], 'features.0.bias': [64]]
[3: [64, 16, 64], 4: [128, 16, 64], 6: [128, 32, 128], 7: [256, 32, 128],
 9: [256, 48, 192], 10: [384, 48, 192], 11: [384, 64, 256], 12: [512, 64, 256]].each { place, widths ->
    def (int wide, int narrow, int expanded) = widths
    [squeeze: [narrow, wide, 1, 1], expand1x1: [expanded, narrow, 1, 1], expand3x3: [expanded, narrow, 3, 3]].each { name, shape ->
        shapes["features.${place}.${name}.weight".toString()] = shape
        shapes["features.${place}.${name}.bias".toString()] = [shape[0]]
    }
}
shapes['classifier.1.weight'] = [5, 512, 1, 1]
shapes['classifier.1.bias'] = [5]

def random = new Random(1)
def header = [:]
int end = 0
def data = new ByteArrayOutputStream()
shapes.each { name, shape ->
    int count = shape.inject(1) { product, length -> product * length }
    double spread = shape.size() == 1 ? 0.1 : Math.sqrt(2.0 / (count / shape[0]))
    def tensor = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN)
    count.times { tensor.putFloat((float) (spread * random.nextGaussian())) }
    data.write(tensor.array())
    header[name] = [dtype: 'F32', shape: shape, data_offsets: [end, end + 4 * count]]
    end += 4 * count
}
byte[] text = JsonOutput.toJson(header).getBytes('UTF-8')
def model = new File(basedir, 'model')
model.mkdirs()
new File(model, 'squeezenet.safetensors').withOutputStream { out ->
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).array())
    out.write(text)
    data.writeTo(out)
}
return true
