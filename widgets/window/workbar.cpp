#include "widgets/window/workbar.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace espalier {

WorkBar::WorkBar(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(16, 4, 12, 4);
    m_column->setSpacing(2);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    connect(&m_patience, &QTimer::timeout, this, [this] { setVisible(!m_lines.empty()); });
    hide();
}

quint64 WorkBar::begin(const QString& sentence, std::function<bool()> cancel)
{
    const quint64 work = ++m_last;
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    auto* label = new QLabel(sentence, row);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    auto* button = new FlatButton(row);
    button->setQuiet(true);
    button->setLink(true);
    button->setText(tr("Cancel"));
    button->setAccessibleName(tr("Cancel: %1").arg(sentence));
    button->setToolTip(button->accessibleName().toHtmlEscaped());
    connect(button, &FlatButton::clicked, this, [this, work] { this->cancel(work); });
    line->addWidget(label, 1);
    line->addWidget(button, 0, Qt::AlignTop);
    m_column->addWidget(row);
    m_lines.emplace(work, Line{sentence, std::move(cancel), row});
    if (!m_patience.isActive()) {
        m_patience.start();
    }
    return work;
}

void WorkBar::end(quint64 work)
{
    const auto line = m_lines.find(work);
    if (line == m_lines.end()) {
        return;
    }
    line->second.widget->hide();
    line->second.widget->deleteLater(); // its button may be what is being pressed
    m_lines.erase(line);
    setVisible(isVisible() && !m_lines.empty());
}

void WorkBar::cancel(quint64 work)
{
    const auto line = m_lines.find(work);
    if (line != m_lines.end() && line->second.cancel()) {
        end(work);
    }
}

QStringList WorkBar::sentences() const
{
    QStringList list;
    for (const auto& [work, line] : m_lines) {
        list << line.sentence;
    }
    return list;
}

void WorkBar::cancelFirst()
{
    if (!m_lines.empty()) {
        cancel(m_lines.begin()->first);
    }
}

void WorkBar::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Role::Raised));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(Role::Line));
}

} // namespace espalier
