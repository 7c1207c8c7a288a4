// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { DAY_MS, utcMilliseconds } from '#kernel'

import { createCellFrame } from '../cell-heat/cell-frame.ts'
import { pastWeather } from '../cell-heat/cell-heat.ts'
import { yearsOfHeat } from '../cell-heat/heat-days.ts'
import { binHistory, type PastFire } from '../history-codec.ts'
import { fitWeather } from './fit-weather.ts'
import { parseWeatherFile, type WeatherDay } from './parse-weather.ts'
import { readWeather, writeWeather } from './weather-record.ts'
import { toWeatherTerms } from './weather-terms.ts'

const HEADER = 'OBLAST_ID,ACQ_DATE,TEMPERATURE_2M_MAX (°C),RAIN_SUM (MM),CLOUD_COVER (%)'
const YEARS = [2018, 2019, 2020]
const FIRST = utcMilliseconds(2018, 1, 1) / DAY_MS
const POINTS = Array.from({ length: 9 }, (_, k) => ({
  region: k < 5 ? 'west' : 'east',
  position: { latitude: 48 + Math.floor(k / 3) / 10, longitude: 30 + (k % 3) / 10 },
}))

/** Two regions: the east is clouded on odd days; every second fortnight is dry. */
const DAYS: readonly WeatherDay[] = ['west', 'east'].flatMap((region) =>
  Array.from({ length: 1_096 }, (_, k) => ({
    region,
    day: FIRST + k,
    cloudShare: region === 'east' && k % 2 === 1 ? 1 : 0,
    rainMillimetres: Math.floor((k + (region === 'east' ? 17 : 0)) / 45) % 2 === 0 ? 0 : 4,
    highestCelsius: 20,
  })),
)

const TERMS = toWeatherTerms(DAYS, POINTS)!

describe('weather', () => {
  test('[BG11] reads tables of days and of regions, leaves others alone, and refuses rows that cannot be', () => {
    const days = parseWeatherFile(`${HEADER}\nUA1,2020-02-01,3.5,0.2,75\nUA1,2020-02-02,,,\n`, 'a.csv')
    expect(days.ok && days.value).toEqual({
      kind: 'days',
      days: [
        {
          region: 'UA1',
          day: utcMilliseconds(2020, 2, 1) / DAY_MS,
          cloudShare: 0.75,
          rainMillimetres: 0.2,
          highestCelsius: 3.5,
        },
      ],
      unmeasured: 1,
    })
    const regions = parseWeatherFile('LATITUDE,LONGITUDE,OBLAST_ID\n44.4,33.7,UA43\n', 'b.csv')
    expect(regions.ok && regions.value.kind).toBe('regions')
    expect(parseWeatherFile('CITY,LATITUDE\nKyiv,50\n', 'c.csv')).toEqual({
      ok: true,
      value: { kind: 'neither' },
    })
    const wrong = parseWeatherFile(`${HEADER}\nUA1,2020-02-01,3.5,0.2,175\n`, 'd.csv')
    expect(wrong.ok).toBe(false)
  })

  test('[BG11] keeps clearness through writing and reading; of a day or place not told it says one', () => {
    const frame = createCellFrame(
      binHistory(
        YEARS,
        firesOf(() => 1),
      ),
    )!
    const record = writeWeather(TERMS, { dryness: 0.5, warmth: 0 })
    const weather = readWeather(record, frame)!
    const region = (latitude: number, longitude: number) =>
      weather.regionOf[frame.cellAt({ latitude, longitude })]!
    expect(weather.clearLook(FIRST + 1, region(48.25, 30.25))).toBeCloseTo(0.1, 6)
    expect(weather.clearLook(FIRST + 1, region(48.05, 30.05))).toBe(1)
    expect(weather.clearLook(FIRST - 1, region(48.05, 30.05))).toBeNull()
    expect(weather.clearness(FIRST - 1, 0)).toBe(1)
    expect(weather.clearness(FIRST, weather.regions - 1)).toBe(1)
    expect(weather.clearness(FIRST, 0) / weather.clearness(FIRST + 1, 0)).toBeCloseTo(10, 6)
    expect(readWeather({ ...record, values: record.values.slice(4) }, frame)).toBeNull()
  })

  test('[BG11] finds that dry weather multiplies heat, and by how much', () => {
    // Four times as many cells burn for each unit of dryness.
    const chanceOf = (day: number, east: boolean) => {
      const at = (east ? 0 : TERMS.days) + day - TERMS.firstDay
      const dryness = TERMS.dryness[at]!
      return Number.isFinite(dryness) ? Math.min(0.9, 0.1 * Math.exp(Math.log(4) * dryness)) : 0.1
    }
    const history = binHistory(YEARS, firesOf(chanceOf))
    const frame = createCellFrame(history)!
    const weather = readWeather(writeWeather(TERMS, { dryness: 0, warmth: 0 }), frame)!
    const past = { ...pastWeather(weather, YEARS), clearness: () => 1 }
    const { dryness } = fitWeather(frame, yearsOfHeat(frame, history), YEARS, TERMS, past)
    // The other years carry their own weather, which draws the figure towards zero.
    expect(dryness).toBeGreaterThan(0.5 * Math.log(4))
    expect(dryness).toBeLessThan(1.3 * Math.log(4))
  })
})

/** Nine cells that burn by chance, the same every time. */
function firesOf(chance: (day: number, east: boolean) => number): PastFire[] {
  let state = 1
  const draw = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 0x1_0000_0000
  return YEARS.flatMap((calendarYear, year) =>
    Array.from({ length: 365 }, (_, dayOfYear) => dayOfYear).flatMap((dayOfYear) =>
      POINTS.flatMap(({ region, position }) => {
        const day = utcMilliseconds(calendarYear, 1, 1) / DAY_MS + dayOfYear
        if (draw() >= chance(day, region === 'east')) return []
        return [{ latitude: position.latitude + 0.05, longitude: position.longitude + 0.05, year, dayOfYear }]
      }),
    ),
  )
}
