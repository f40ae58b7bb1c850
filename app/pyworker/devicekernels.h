#pragma once

namespace espalier {

/// `hold` keeps the threads it has until the time is over. In `meet` each block waits until all have come, or until the
/// time is over. How many have come is never set back.
inline constexpr const char* kDeviceKernels = R"(.version 6.3
.target sm_70
.address_size 64
.global .u64 come;
.visible .entry hold(.param .u64 nanoseconds, .param .u64 blocks)
{
  .reg .u64 %begin, %now, %length;
  .reg .pred %early;
  ld.param.u64 %length, [nanoseconds];
  mov.u64 %begin, %globaltimer;
again:
  mov.u64 %now, %globaltimer;
  sub.u64 %now, %now, %begin;
  setp.lt.u64 %early, %now, %length;
  @%early bra again;
  ret;
}
.visible .entry meet(.param .u64 nanoseconds, .param .u64 blocks)
{
  .reg .u32 %thread;
  .reg .u64 %begin, %now, %length, %blocks, %place, %number, %all, %count;
  .reg .pred %other, %early, %met;
  mov.u32 %thread, %tid.x;
  setp.ne.u32 %other, %thread, 0;
  @%other bra together;
  ld.param.u64 %length, [nanoseconds];
  ld.param.u64 %blocks, [blocks];
  mov.u64 %place, come;
  mov.u64 %begin, %globaltimer;
  atom.global.add.u64 %number, [%place], 1;
  div.u64 %all, %number, %blocks;
  add.u64 %all, %all, 1;
  mul.lo.u64 %all, %all, %blocks;
again:
  ld.volatile.global.u64 %count, [%place];
  setp.ge.u64 %met, %count, %all;
  @%met bra together;
  mov.u64 %now, %globaltimer;
  sub.u64 %now, %now, %begin;
  setp.lt.u64 %early, %now, %length;
  @%early bra again;
together:
  bar.sync 0;
  ret;
})";

} // namespace espalier
