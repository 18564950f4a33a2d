new File(basedir, 'tiny.pt').bytes = new File(networks, 'tiny.pt').bytes
return true
