// Offline, featviz downloads nothing, not even from this machine.
return offline == 'offline false'
