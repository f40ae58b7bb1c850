#include "widgets/panels/checkpane.h"

#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/common/longtext.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace espalier {
namespace {

constexpr std::size_t kLongestLog = 20'000;

QString casesOf(const Evaluation& evaluation)
{
    QStringList lines;
    for (const CaseTiming& timing : evaluation.cases) {
        lines << QStringLiteral("%1  %2  %3  %4")
                     .arg(format::dims(timing.dims), format::milliseconds(timing.ms),
                          format::speedup(timing.speedup.value), format::interval(timing.speedup));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

CheckPane::CheckPane(QWidget* parent)
    : QWidget(parent), m_heading(new QLabel(this)), m_line(new QLabel(this)), m_log(new QPlainTextEdit(this))
{
    m_heading->setObjectName(QStringLiteral("verdict"));
    m_heading->setFont(fonts::bold(font()));
    m_line->setFont(fonts::small(font()));
    m_line->setForegroundRole(QPalette::PlaceholderText);
    m_line->setWordWrap(true);
    m_line->setTextFormat(Qt::PlainText);
    m_heading->setTextFormat(Qt::PlainText);
    m_log->setReadOnly(true);
    m_log->setFrameShape(QFrame::NoFrame);
    m_log->setFont(fonts::code(font()));
    m_log->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_log->setMaximumHeight(140);
    m_log->setAccessibleName(tr("What the check said"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_heading);
    column->addWidget(m_line);
    column->addWidget(m_log);
    m_log->hide();
}

void CheckPane::showProgress(const QString& sentence)
{
    m_heading->setForegroundRole(QPalette::WindowText);
    m_heading->setText(tr("Checking…"));
    m_line->setText(sentence);
    m_log->hide();
}

void CheckPane::showProblem(const QString& sentence)
{
    m_heading->setText(tr("Not checked"));
    m_line->setText(sentence);
    m_log->hide();
}

void CheckPane::showResult(const Evaluation& evaluation)
{
    const bool valid = isValid(evaluation.verdict);
    const QString figure = evaluation.speedup.value > 0
                               ? QStringLiteral("  %1 %2").arg(format::speedup(evaluation.speedup.value),
                                                               format::interval(evaluation.speedup))
                               : QString();
    m_heading->setText((valid ? format::verdict(evaluation.verdict) : format::failure(evaluation.verdict)) + figure);
    QString line = format::codeLine(evaluation.reason);
    if (valid && !evaluation.baseline.empty()) {
        line = tr("over %1, the fastest baseline").arg(format::text(evaluation.baseline));
    }
    m_line->setText(line);
    const QString said = casesOf(evaluation) + QLatin1Char('\n') + longText(evaluation.build.log, kLongestLog);
    const QString log = said.trimmed();
    m_log->setPlainText(log);
    m_log->setVisible(!log.isEmpty());
}

QString CheckPane::heading() const
{
    return m_heading->text();
}

QString CheckPane::log() const
{
    return m_log->toPlainText();
}

} // namespace espalier
