#pragma once

#include "core/diagnose/diagnose.h"

#include <string>

/// Eight cores with AVX2 and 50 GB/s from memory.
espalier::Roofs drawnMachine();

/// An elementwise float task: 8 bytes and `flops` operations an element.
espalier::Task drawnTask(const std::string& flops, const std::string& bytes = "8*n",
                         espalier::DType dtype = espalier::DType::Float32);

espalier::CaseTiming timed(const std::string& name, std::int64_t n, double ms);

espalier::BuildFacts parallelVectors();

inline constexpr std::int64_t kMany = 100'000'000; ///< elements, 0.8 GB: 16 ms from DRAM

/// kMany elements, two operations each.
espalier::Diagnosis streaming(double ms, const espalier::BuildFacts& facts);

/// One of its facts holds these words.
bool says(const espalier::Diagnosis& diagnosis, const std::string& words);
