new File(basedir, 'vgg11.pth').bytes = new File(networks, 'state-dict.pt').bytes
return true
