#include "tests/endurance/diary.h"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <unistd.h>

extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

namespace espalier::test {
namespace {

const Diary* g_diary = nullptr;

void say(const char* text)
{
    (void)!::write(STDERR_FILENO, text, std::strlen(text));
}

void dumpDiary()
{
    if (g_diary != nullptr) {
        g_diary->dump();
    }
}

extern "C" void dieOf(int signal)
{
    dumpDiary();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

} // namespace

Diary::Diary(std::uint64_t seed, const QString& file) : m_seed(seed)
{
    g_diary = this;
    if (!file.isEmpty()) {
        m_file.reset(std::fopen(file.toLocal8Bit().constData(), "w"));
    }
    if (__sanitizer_set_death_callback != nullptr) {
        __sanitizer_set_death_callback(&dumpDiary);
        return;
    }
    for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGBUS}) {
        std::signal(signal, dieOf);
    }
}

Diary::~Diary()
{
    g_diary = nullptr;
}

void Diary::write(const QString& action)
{
    const QByteArray bytes = action.toUtf8();
    std::array<char, kLength>& entry = m_entries[m_count++ % kKept];
    const std::size_t length = std::min(kLength - 1, static_cast<std::size_t>(bytes.size()));
    std::memcpy(entry.data(), bytes.constData(), length);
    entry[length] = 0;
    if (m_file) {
        std::fprintf(m_file.get(), "%s\n", entry.data());
        std::fflush(m_file.get());
    }
}

QString Diary::last() const
{
    return m_count == 0 ? QString() : QString::fromUtf8(m_entries[(m_count - 1) % kKept].data());
}

QString Diary::text() const
{
    QString all = QStringLiteral("ESPALIER_SOAK_SEED=%1, the last actions of %2:").arg(m_seed).arg(m_count);
    for (std::uint64_t n = m_count - std::min<std::uint64_t>(m_count, kKept); n < m_count; ++n) {
        all += QStringLiteral("\n  ") + QString::fromUtf8(m_entries[n % kKept].data());
    }
    return all;
}

void Diary::dump() const
{
    std::array<char, 96> head{};
    std::snprintf(head.data(), head.size(), "ESPALIER_SOAK_SEED=%llu, the last actions:\n",
                  static_cast<unsigned long long>(m_seed));
    say(head.data());
    for (std::uint64_t n = m_count - std::min<std::uint64_t>(m_count, kKept); n < m_count; ++n) {
        say("  ");
        say(m_entries[n % kKept].data());
        say("\n");
    }
}

} // namespace espalier::test
