class profile { include ntp }
