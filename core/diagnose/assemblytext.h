#pragma once

#include <string>
#include <string_view>

namespace espalier {

// Machine code as two candidates' can be compared line by line. Addresses, encodings, alignment and the disassembler's
// comments are left out, and labels are named after the instructions that stand at them: a line added above changes no
// line below. What lies at an address of data is not said. Pure; lines that are not known are passed over.

/// Of `objdump -d --no-show-raw-insn`; functions of the C runtime are left out.
std::string comparableX86(std::string_view objdump);

/// Of a compiler's PTX. Its registers are virtual and numbered as they come, so their numbers are left out.
std::string comparablePtx(std::string_view ptx);

/// Of `nvdisasm --print-code`. Its registers are those of the machine and stay.
std::string comparableSass(std::string_view nvdisasm);

} // namespace espalier
