new File(basedir, 'tiny.pt').bytes = new File(networks, 'state-dict.pt').bytes
return true
