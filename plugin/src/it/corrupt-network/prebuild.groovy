new File(basedir, 'tiny.pt').bytes = Arrays.copyOf(new File(networks, 'tiny.pt').bytes, 3000)
return true
