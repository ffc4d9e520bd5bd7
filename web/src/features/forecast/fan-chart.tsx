"use client";

import { useLocale } from "next-intl";
import { useMemo } from "react";
import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatAxisDay } from "@/format/dates";
import { formatAxisAmount } from "@/format/money";
import { chartPoints, type ForecastDay } from "./chart-points";
import { DayTooltip } from "./day-tooltip";

const HEIGHT = 300;
const TICK = { fill: "var(--muted)", fontSize: 12 };

/** The likely balance as a line in the band that holds it eight times out of ten. */
export function FanChart({ days }: { days: readonly ForecastDay[] }) {
  const locale = useLocale();
  const points = useMemo(() => chartPoints(days), [days]);
  const currency = days[0]?.p50.currency ?? "EUR";
  return (
    <ResponsiveContainer width="100%" height={HEIGHT} initialDimension={{ width: 320, height: HEIGHT }}>
      <ComposedChart data={points} margin={{ top: 8, right: 4, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="day"
          tick={TICK}
          tickLine={false}
          axisLine={false}
          minTickGap={40}
          tickMargin={8}
          tickFormatter={(day: string) => formatAxisDay(day, locale)}
        />
        <YAxis
          width="auto"
          domain={["auto", "auto"]}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          tickFormatter={(value: number) => formatAxisAmount(value, currency, locale)}
        />
        <ReferenceLine y={0} stroke="var(--border-strong)" />
        <Tooltip cursor={{ stroke: "var(--border-strong)" }} content={<DayTooltip days={days} />} isAnimationActive={false} />
        <Area dataKey="band" stroke="none" fill="var(--band)" isAnimationActive={false} activeDot={false} />
        <Line dataKey="likely" stroke="var(--accent)" strokeWidth={2} dot={false} isAnimationActive={false} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
