/** A system call's number per architecture: x64, arm64. null: that architecture does not have it. */
export type SyscallNumbers = readonly [x64: number | null, arm64: number | null]

/**
 * The system calls that the box's filter refuses with EPERM, by the reason why. `clone` and
 * `clone3` are missing here because the filter looks into them: a thread is no process.
 *
 * Source: the kernel's asm/unistd_64.h (x64) and asm-generic/unistd.h (arm64).
 */
export const REFUSED_SYSCALLS: Readonly<Record<string, Readonly<Record<string, SyscallNumbers>>>> =
  {
    // execve itself stays open: the filter is in force before bubblewrap executes node.
    'starting processes': { fork: [57, null], vfork: [58, null], execveat: [322, 281] },
    // sendmsg, because it can pass open files to the grader.
    'sockets other than the inherited ones': {
      socket: [41, 198],
      socketpair: [53, 199],
      connect: [42, 203],
      bind: [49, 200],
      listen: [50, 201],
      accept: [43, 202],
      accept4: [288, 242],
      sendmsg: [46, 211],
      sendmmsg: [307, 269],
    },
    'reaching into other processes': {
      ptrace: [101, 117],
      process_vm_readv: [310, 270],
      process_vm_writev: [311, 271],
      process_madvise: [440, 440],
      kcmp: [312, 272],
      pidfd_open: [434, 434],
      pidfd_getfd: [438, 438],
      pidfd_send_signal: [424, 424],
    },
    'parts of the kernel with a history of holes': {
      bpf: [321, 280],
      perf_event_open: [298, 241],
      userfaultfd: [323, 282],
      io_uring_setup: [425, 425],
      io_uring_enter: [426, 426],
      io_uring_register: [427, 427],
      keyctl: [250, 219],
      add_key: [248, 217],
      request_key: [249, 218],
      personality: [135, 92],
      iopl: [172, null],
      ioperm: [173, null],
      modify_ldt: [154, null],
    },
    'running the machine': {
      init_module: [175, 105],
      finit_module: [313, 273],
      delete_module: [176, 106],
      kexec_load: [246, 104],
      kexec_file_load: [320, 294],
      reboot: [169, 142],
      swapon: [167, 224],
      swapoff: [168, 225],
      acct: [163, 89],
      syslog: [103, 116],
      quotactl: [179, 60],
    },
    'namespaces and mounts': {
      unshare: [272, 97],
      setns: [308, 268],
      mount: [165, 40],
      umount2: [166, 39],
      pivot_root: [155, 41],
      chroot: [161, 51],
      fsopen: [430, 430],
      fsconfig: [431, 431],
      fsmount: [432, 432],
      fspick: [433, 433],
      open_tree: [428, 428],
      move_mount: [429, 429],
      mount_setattr: [442, 442],
    },
    'links, devices and handles of files': {
      symlink: [88, null],
      symlinkat: [266, 36],
      link: [86, null],
      linkat: [265, 37],
      mknod: [133, null],
      mknodat: [259, 33],
      name_to_handle_at: [303, 264],
      open_by_handle_at: [304, 265],
    },
    'memory and queues that no limit counts': {
      memfd_create: [319, 279],
      memfd_secret: [447, 447],
      shmget: [29, 194],
      shmat: [30, 196],
      shmctl: [31, 195],
      semget: [64, 190],
      msgget: [68, 186],
      mq_open: [240, 180],
    },
    'limits and priorities': {
      setrlimit: [160, 164],
      setpriority: [141, 140],
      ioprio_set: [251, 30],
      sched_setscheduler: [144, 119],
      sched_setparam: [142, 118],
      sched_setattr: [314, 274],
    },
  }
